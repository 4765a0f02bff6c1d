/** The command that goes on with a rehearsal, as a person types it; `root` is where that one keeps its things. */
export function rehearsalCommand(operation: string, stack: string, root: string): string {
  const place = root === ".slipway" ? "" : ` --root ${/^[\w./@-]+$/.test(root) ? root : `'${root}'`}`;
  return `npm run rehearse -- ${operation} --stack ${stack}${place}`;
}
