/** How commands end: as `pulumi` does, whose documentation promises these; what the engine says of itself is kept. */
export const exitCodes = {
  succeeded: 0,
  failed: 1,
  /** What was typed is wrong, or asks for a confirmation that nobody can give. */
  misused: 2,
  /** There were changes, and none were expected. */
  changes: 7,
  /** Ctrl-C and the like, as shells have it. */
  interrupted: 130,
} as const;
