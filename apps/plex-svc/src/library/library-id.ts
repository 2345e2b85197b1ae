/** Name of a library in ids and subjects: server and section. */
export const libraryIdOf = (serverId: string, section: string): string => `${serverId}-${section}`.replace(/[^\w-]/g, '_');
