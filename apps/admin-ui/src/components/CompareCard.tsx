import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import BlurIcon from '@mui/icons-material/BlurOn';
import HalfIcon from '@mui/icons-material/TonalityOutlined';
import WarningIcon from '@mui/icons-material/WarningAmber';
import { useMediaQuery } from '@mui/material';
import type { ReactNode } from 'react';
import { Cards, Compare } from './compare-look.js';
import { confidenceInWords, percent } from './ConfidenceBar.js';
import { Cover } from './Cover.js';
import type { CoverProps } from './Cover.js';
import { Hidden } from './StateChip.js';
import { capital } from './capital.js';

export type Agreement = 'same' | 'close' | 'differs' | 'not-known';

export interface ComparedValue {
  readonly agreement: Agreement;
  /** The text in pieces; what differs is marked. */
  readonly parts: readonly (string | { readonly mark: string })[];
}

export interface Candidate {
  readonly id: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly cover: Pick<CoverProps, 'src' | 'seed'>;
  /** Quality and place: one line each. */
  readonly lines: readonly string[];
  readonly values: Readonly<Record<string, ComparedValue>>;
  /** It was rejected, and by whom: `Rejected by Robin`. */
  readonly rejected?: string;
  /** The play button. */
  readonly play?: ReactNode;
}

export interface CompareProps {
  readonly wanted: {
    readonly cover: Pick<CoverProps, 'src' | 'seed'>;
    /** `from Spotify`. */
    readonly from: string;
    readonly lines: readonly string[];
    readonly values: Readonly<Record<string, string>>;
  };
  /** Rows, in order: `Title`, `Artist`, `Length`. */
  readonly fields: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const looks = {
  same: { Icon: CheckIcon, word: 'same' },
  close: { Icon: HalfIcon, word: 'close' },
  differs: { Icon: WarningIcon, word: 'differs' },
  'not-known': { Icon: BlurIcon, word: 'not known' },
} as const;

function Parts({ parts }: Pick<ComparedValue, 'parts'>) {
  return parts.map((part, at) => (typeof part === 'string' ? part : <mark key={`${at} ${part.mark}`}>{part.mark}</mark>));
}

function Value({ agreement, parts }: ComparedValue) {
  const { Icon, word } = looks[agreement];
  return (
    <span data-agreement={agreement}>
      <Icon aria-hidden />
      <Hidden>{word}: </Hidden>
      <span>
        <Parts parts={parts} />
      </span>
    </span>
  );
}

const unknown: ComparedValue = { agreement: 'not-known', parts: ['not known'] };

/** `title, artist`: the fields of a candidate that agree so. */
function Agreeing({
  values,
  fields,
  as,
}: {
  readonly values: Candidate['values'];
  readonly fields: readonly string[];
  readonly as: Agreement;
}) {
  const names = fields.filter((field) => (values[field] ?? unknown).agreement === as);
  if (names.length === 0) return null;
  const { Icon, word } = looks[as];
  return (
    <>
      <dt>{capital(word)}</dt>
      <dd>
        <span data-agreement={as}>
          <Icon aria-hidden />
          <span>
            {as === 'same' || as === 'not-known'
              ? names.join(', ').toLowerCase()
              : names.map((field) => (
                  <span key={field}>
                    {field.toLowerCase()} <Parts parts={values[field]?.parts ?? []} />{' '}
                  </span>
                ))}
          </span>
        </span>
      </dd>
    </>
  );
}

function CompareCards({ wanted, fields, candidates, chosen, onChoose }: CompareProps) {
  return (
    <Cards aria-label="What is wanted, and what there is">
      <li data-wanted>
        <div data-head>
          <Cover {...wanted.cover} size="m" />
          <span>
            <b>{wanted.values['Title'] ?? 'Wanted'}</b>
            <small>
              {fields
                .filter((field) => field !== 'Title')
                .map((field) => wanted.values[field])
                .filter(Boolean)
                .join(' · ')}
            </small>
          </span>
        </div>
      </li>
      {candidates.map(({ id, confidence, cover, lines, values, rejected, play }, at) => (
        <li key={id} data-chosen={id === chosen || undefined}>
          <div data-head>
            <input type="radio" name="candidate" checked={id === chosen} onChange={() => onChoose(id)} aria-label={`Choose ${at + 1}`} />
            <Cover {...cover} size="s" />
            <span>
              <b>{`${percent(confidence)} % ${confidenceInWords(confidence)}`}</b>
              <small>{[rejected, ...lines].filter(Boolean).join(' · ')}</small>
            </span>
            {play}
          </div>
          <dl>
            {(['same', 'close', 'differs', 'not-known'] as const).map((as) => (
              <Agreeing key={as} values={values} fields={fields} as={as} />
            ))}
          </dl>
        </li>
      ))}
    </Cards>
  );
}

/** What is wanted beside what there is, field by field; the difference stands inside the text. Below 900 px one card a candidate. */
export function CompareCard(props: CompareProps) {
  const isNarrow = useMediaQuery('(max-width: 899.95px)');
  return isNarrow ? <CompareCards {...props} /> : <CompareTable {...props} />;
}

function CompareTable({ wanted, fields, candidates, chosen, onChoose }: CompareProps) {
  return (
    <Compare role="table" aria-label="What is wanted, and what there is">
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" data-field />
          <th role="columnheader" scope="col" data-wanted>
            <span data-head>
              <Cover {...wanted.cover} size="m" />
              <span>
                <b>Wanted</b>
                <span>{wanted.from}</span>
              </span>
            </span>
            {wanted.lines.map((line) => (
              <small key={line}>{line}</small>
            ))}
          </th>
          {candidates.map(({ id, confidence, cover, lines, rejected, play }, at) => (
            <th key={id} role="columnheader" scope="col" data-chosen={id === chosen || undefined}>
              <span data-head>
                <label>
                  <input
                    type="radio"
                    name="candidate"
                    checked={id === chosen}
                    onChange={() => onChoose(id)}
                    aria-label={`Choose ${at + 1}`}
                  />
                  <Cover {...cover} size="m" />
                  <kbd aria-hidden>{at + 1}</kbd>
                </label>
                <span>
                  <b>{percent(confidence)} %</b>
                  <span>{rejected ?? confidenceInWords(confidence)}</span>
                </span>
                {play}
              </span>
              {lines.map((line) => (
                <small key={line}>{line}</small>
              ))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {fields.map((field) => (
          <tr key={field} role="row">
            <th role="rowheader" scope="row" data-field>
              {field}
            </th>
            <td role="cell" data-wanted>
              {wanted.values[field] ?? 'not known'}
            </td>
            {candidates.map(({ id, values }) => (
              <td key={id} role="cell" data-chosen={id === chosen || undefined}>
                <Value {...(values[field] ?? unknown)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Compare>
  );
}
