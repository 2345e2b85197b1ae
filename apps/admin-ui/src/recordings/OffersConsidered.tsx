import type { AcquisitionRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { useGetList, useGetOne } from 'react-admin';
import { percent } from '../components/ConfidenceBar.js';

const SHOWN = 5;

/** What the network had in the last search, and why most of it was not taken; nothing where it was never searched for. */
export function OffersConsidered({ recordingId }: { readonly recordingId: string }) {
  const { data: found = [] } = useGetList<AcquisitionRow>('acquisitions', {
    filter: { recordingId },
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'updatedAt', order: 'DESC' },
  });
  const id = found[0]?.id;
  const { data: acquisition } = useGetOne<AcquisitionRow>('acquisitions', { id: id ?? '' }, { enabled: id !== undefined, retry: false });
  const offers = acquisition?.offers ?? [];
  const rejections = Object.entries(acquisition?.rejections ?? {});
  if (offers.length === 0 && rejections.length === 0) return null;
  return (
    <section>
      <h2>Offers considered</h2>
      <ul>
        {offers.slice(0, SHOWN).map(({ source, ref, label, identity, quality }) => (
          <li key={`${source} ${ref}`}>
            {label}
            <small>
              {[`${percent(identity)} %`, quality.container.toUpperCase(), ref === acquisition?.offer?.ref ? 'taken' : '']
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
        {rejections.map(([code, count]) => (
          <li key={code}>
            {`${count} rejected`}
            <small>{reasonInWords('rejection', code)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
