import type { DataSource } from 'typeorm';

/** Whether anything was ever begun to be filed, and whether anything was published. */
export async function filedBefore(dataSource: DataSource): Promise<{ readonly begun: boolean; readonly published: boolean }> {
  const [row]: { begun: boolean; published: boolean }[] = await dataSource.query(
    `SELECT EXISTS (SELECT 1 FROM organize.filings) AS "begun",
            EXISTS (SELECT 1 FROM organize.filings WHERE "state" = 'published') AS "published"`,
  );
  return row ?? { begun: false, published: false };
}
