import type { HealthIssueParams, KnownRoot, RootName } from '@soulsync/contracts';

/** What is wrong with a root, as its health issue says it. */
export const rootTrouble = (
  root: RootName,
  path: string,
  fault: HealthIssueParams['root']['fault'],
  known: KnownRoot | null,
  detail = '',
): HealthIssueParams['root'] => ({
  root,
  path,
  fault,
  formerPath: known !== null && known.path !== path ? known.path : null,
  user: ourselves(),
  detail,
});

/** Who we are to the file system. */
export const ourselves = (): string => `uid ${process.geteuid?.() ?? '?'}, gid ${process.getegid?.() ?? '?'}`;
