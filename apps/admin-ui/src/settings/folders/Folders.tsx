import { ReadState } from '../../layout/Trouble.js';
import { useAsk } from '../../providers/use-console.js';
import type { Drafts, SectionForm } from '../form/use-drafts.js';
import { FolderCard, folderField } from './FolderCard.js';
import type { FolderName, FolderReport } from '@soulsync/contracts';

const LOOK_MS = 2_000;

/** Looked at again while something is amiss: who mends a mount or a right elsewhere sees it here, as does who has just set the folder. */
export const useFolders = (isBehind: (report: FolderReport) => boolean = () => false) =>
  useAsk<readonly FolderReport[]>('folders', {
    refetchInterval: ({ state: { data } }) => (data?.some((report) => report.problems.length > 0 || isBehind(report)) ? LOOK_MS : false),
  });

const names: readonly FolderName[] = ['music', 'downloads'];

interface Props {
  readonly forms: readonly SectionForm[];
  readonly drafts: Drafts;
}

/** Where finished songs go, and where they come from: each as SoulSync sees it. */
export function Folders({ forms, drafts }: Props) {
  const read = useFolders(({ name, path }) => (path ?? '') !== (folderField(name, forms)?.field.current ?? path ?? ''));
  return (
    <>
      <ReadState of={read} what="the folders" />
      {names.map((name) => (
        <FolderCard key={name} name={name} report={read.data?.find((one) => one.name === name) ?? null} forms={forms} drafts={drafts} />
      ))}
    </>
  );
}
