import type { SummaryRow } from '@soulsync/contracts';

export interface LedePart {
  readonly text: string;
  /** Where a number leads. */
  readonly to?: string;
}

const small = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten', 'Eleven', 'Twelve'];
/** As the first word of a sentence. */
const counted = (count: number) => small[count] ?? count.toLocaleString('en');

/** What is true now, in a sentence or two. */
export function lede({ acquiring, review, wished, entries, owned, filed }: SummaryRow): readonly LedePart[] {
  const parts: LedePart[] = [];
  if (acquiring > 0)
    parts.push(
      { text: `${counted(acquiring)} ${acquiring === 1 ? 'song' : 'songs'}`, to: '/acquisitions' },
      { text: `${acquiring === 1 ? ' is' : ' are'} on ${acquiring === 1 ? 'its' : 'their'} way. ` },
    );
  if (review > 0) parts.push({ text: counted(review), to: '/matches' }, { text: ` ${review === 1 ? 'needs' : 'need'} your decision. ` });
  if (parts.length > 0) return parts;
  if (entries === 0)
    return [{ text: 'No playlist has a song yet. ' }, { text: 'Follow one', to: '/playlists/create' }, { text: ' to begin.' }];
  if (owned + filed === entries) return [{ text: 'Every song you want is in your library.' }];
  if (wished > 0)
    return [
      { text: 'Nothing is under way. ' },
      { text: `${counted(wished)} ${wished === 1 ? 'song' : 'songs'}`, to: '/wishes' },
      { text: ' could not be found yet.' },
    ];
  return [{ text: 'Nothing is under way.' }];
}
