import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { styled } from '@mui/material/styles';
import { Kbd } from './Kbd.js';
import { keyTable } from './key-table.js';
import type { KeyLine } from './key-table.js';
import { SingleKeysSwitch } from './SingleKeysSwitch.js';

const Groups = styled('div')({
  columns: '2 280px',
  columnGap: 40,
  marginBottom: 8,
  '& section': { breakInside: 'avoid', marginBottom: 20 },
  '& h3': { margin: '0 0 6px', fontSize: 'var(--fs-13)', fontWeight: 'var(--w-strong)' },
  '& dl': { display: 'grid', gridTemplateColumns: '1fr auto', margin: 0, fontSize: 'var(--fs-13)' },
  '& dt, & dd': { margin: 0, padding: '5px 0', borderTop: '1px solid var(--border)' },
  '& dd': { display: 'flex', gap: 4, alignItems: 'center', justifyContent: 'flex-end', paddingLeft: 16 },
  '& dd span': { display: 'inline-flex', alignItems: 'center', gap: 3, color: 'var(--muted)' },
});

const groups: readonly KeyLine['group'][] = ['Everywhere', 'Go to', 'In lists', 'In Review'];

/** `g d` is two caps, one after the other; `Ctrl K` is one. */
const capsOf = (stroke: string) => (/^g /.test(stroke) ? stroke.split(' ') : [stroke]);

function Keys({ line: { strokes, shown } }: { readonly line: KeyLine }) {
  return (shown === undefined ? strokes : [shown]).map((stroke, at) => (
    <span key={stroke}>
      {at > 0 ? 'or ' : ''}
      {capsOf(stroke).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
    </span>
  ));
}

/** All keys, read from the table that the keyboard itself goes by. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const lines = [...keyTable];
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="keys">
      <DialogTitle id="keys">Keys</DialogTitle>
      <DialogContent tabIndex={0} aria-label="All keys" role="region">
        <Groups>
          {groups.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl>
                {lines.flatMap(([id, line]) =>
                  line.group === group
                    ? [
                        <dt key={id}>{line.what}</dt>,
                        <dd key={`${id} keys`}>
                          <Keys line={line} />
                        </dd>,
                      ]
                    : [],
                )}
              </dl>
            </section>
          ))}
        </Groups>
        <SingleKeysSwitch />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
