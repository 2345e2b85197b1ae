/** Readers for records of unknown shape: a missing or odd field is its empty value. */
export type CorpusRecord = Readonly<Record<string, unknown>>;

export const textOf = (record: CorpusRecord, field: string): string => (typeof record[field] === 'string' ? record[field] : '');
export const textOrNull = (record: CorpusRecord, field: string): string | null =>
  typeof record[field] === 'string' && record[field] !== '' ? record[field] : null;
export const numberOrNull = (record: CorpusRecord, field: string): number | null =>
  typeof record[field] === 'number' && Number.isFinite(record[field]) ? record[field] : null;
export const flagOf = (record: CorpusRecord, field: string): boolean => record[field] === true;
export const recordOf = (value: unknown): CorpusRecord => (typeof value === 'object' && value !== null ? { ...value } : {});
export const recordsOf = (record: CorpusRecord, field: string): readonly CorpusRecord[] => {
  const value = record[field];
  return Array.isArray(value) ? value.map(recordOf) : [];
};
export const textsOf = (record: CorpusRecord, field: string): readonly string[] => {
  const value = record[field];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};
