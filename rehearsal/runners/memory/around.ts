/** What happens around a call of a service: time passes, it fails, its answer is lost. `call`: `github.register`. */
export type Around = <T>(call: string, effect: () => T | Promise<T>) => Promise<T>;

/** Nothing happens around it. */
export const directly: Around = async (_call, effect) => effect();
