/** Runs with the words behind its name; answers the exit code. */
export type Run = (args: readonly string[]) => Promise<number>;
