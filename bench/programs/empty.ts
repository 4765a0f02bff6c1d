/** A program that declares nothing: what the engine and the command take by themselves. */
export default function program(): Promise<Record<string, unknown>> {
  return Promise.resolve({});
}
