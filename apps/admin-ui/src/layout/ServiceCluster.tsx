import AlertIcon from '@mui/icons-material/WarningAmber';
import GoodIcon from '@mui/icons-material/CheckCircleOutlined';
import LiveIcon from '@mui/icons-material/Sensors';
import OffIcon from '@mui/icons-material/SensorsOff';
import ProblemIcon from '@mui/icons-material/ReportOutlined';
import { Button, Popover, Typography } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import type { ExternalConnection } from '@soulsync/contracts';
import { RelativeTime } from '../components/RelativeTime.js';
import { connectionInWords, connectionNames, toneOf } from './connection-words.js';
import { useIsLive } from './use-is-live.js';

const Group = styled('div')({ display: 'flex', alignItems: 'center', gap: 2 });
const Item = styled('button')({
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  height: 32,
  padding: '0 9px',
  border: 0,
  borderRadius: 'var(--r-control)',
  background: 'none',
  color: 'var(--text-2)',
  font: 'var(--w-normal) var(--fs-13)/1 var(--font)',
  whiteSpace: 'nowrap',
  cursor: 'pointer',
  '&:hover': { background: 'var(--hover)' },
  '& svg': { width: 16, height: 16 },
  '&[data-tone=good] svg': { color: 'var(--good-mark)' },
  '&[data-tone=attention]': { color: 'var(--attention-text)' },
  '&[data-tone=problem]': { color: 'var(--problem-text)' },
  '@media (max-width: 1199.9px)': {
    '&[data-tone=good] .word': { position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' },
  },
});

const icons = { good: GoodIcon, attention: AlertIcon, problem: ProblemIcon };

function Connection({ connection }: { readonly connection: ExternalConnection }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const tone = toneOf(connection.state);
  const Icon = icons[tone];
  const name = connectionNames[connection.id];
  return (
    <>
      <Item type="button" data-tone={tone} aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)}>
        <Icon aria-hidden />
        <span className="word">{tone === 'good' ? name : `${name} ${connectionInWords[connection.state].toLowerCase()}`}</span>
      </Item>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': name, sx: { p: 2, maxWidth: 340 } } }}
      >
        <Typography variant="h3" component="h2">
          {name}: {connectionInWords[connection.state].toLowerCase()}
        </Typography>
        <Typography>
          Since <RelativeTime at={connection.since} />
          {connection.facts ? `. ${connection.facts}` : ''}
        </Typography>
        {connection.detail ? <Typography sx={{ overflowWrap: 'anywhere' }}>{connection.detail}</Typography> : null}
        <Button component={Link} to="/settings/connections" size="small" sx={{ mt: 1 }} onClick={() => setAnchor(null)}>
          Open settings
        </Button>
      </Popover>
    </>
  );
}

/** How the external systems in use stand, and whether what is shown is live: on every page. */
export function ServiceCluster() {
  const { data = [] } = useGetList<ExternalConnection>('connections');
  const isLive = useIsLive();
  const used = data.filter(({ isInUse, state, id }) => isInUse && state !== 'unconfigured' && id !== 'musicbrainz');
  return (
    <Group role="group" aria-label="Connections">
      {used.map((connection) => (
        <Connection key={connection.id} connection={connection} />
      ))}
      <Item as="span" data-tone={isLive ? 'good' : 'attention'} role="status" style={{ cursor: 'default' }}>
        {isLive ? <LiveIcon aria-hidden /> : <OffIcon aria-hidden />}
        <span className="word">{isLive ? 'Live' : 'Not live'}</span>
      </Item>
    </Group>
  );
}

/** On a phone: the worst of them in words. */
export function WorstConnection() {
  const { data = [] } = useGetList<ExternalConnection>('connections');
  const isLive = useIsLive();
  const bad = data.filter(({ isInUse, state }) => isInUse && state !== 'unconfigured' && toneOf(state) !== 'good');
  const worst = bad.find(({ state }) => toneOf(state) === 'problem') ?? bad[0];
  if (worst) return <Connection connection={worst} />;
  return isLive ? null : (
    <Item as="span" data-tone="attention" role="status">
      <OffIcon aria-hidden />
      Not live
    </Item>
  );
}
