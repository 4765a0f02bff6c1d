/** What to say where npm kept the options for itself, since no `--` stood before them; empty where it did not. */
export function keptByNpm(environment: Readonly<Record<string, string | undefined>>): string {
  const { npm_config_stack: stack, npm_lifecycle_event: script } = environment;
  if (stack === undefined || script === undefined) return "";
  const name = stack === "" || stack === "true" ? "NAME" : stack;
  const command = script === "rehearse" ? "rehearse -- COMMAND" : `${script} --`;
  return `npm kept the options for itself; write \`--\` before them, such as \`npm run ${command} --stack ${name}\`\n`;
}
