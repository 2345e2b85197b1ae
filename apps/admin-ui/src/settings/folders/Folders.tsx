import { ReadState } from '../../layout/Trouble.js';
import { useAsk } from '../../providers/use-console.js';
import type { Drafts, SectionForm } from '../form/use-drafts.js';
import { FolderCard } from './FolderCard.js';
import type { FolderName, FolderReport } from '@soulsync/contracts';

export const useFolders = () => useAsk<readonly FolderReport[]>('folders');

const names: readonly FolderName[] = ['music', 'downloads'];

interface Props {
  readonly forms: readonly SectionForm[];
  readonly drafts: Drafts;
}

/** Where finished songs go, and where they come from: each as SoulSync sees it. */
export function Folders({ forms, drafts }: Props) {
  const read = useFolders();
  return (
    <>
      <ReadState of={read} what="the folders" />
      {names.map((name) => (
        <FolderCard key={name} name={name} report={read.data?.find((one) => one.name === name) ?? null} forms={forms} drafts={drafts} />
      ))}
    </>
  );
}
