import { Alert, Box, Button, FormControlLabel, LinearProgress, Stack, Switch, Typography } from '@mui/material';
import { discoveryAims } from '@soulsync/contracts';
import type { ConnectionId, DiscoveryAim, DiscoveryReport, FoundService, SettingsSectionReport } from '@soulsync/contracts';
import { listed } from '../form/use-drafts.js';
import { useSend } from '../../providers/use-console.js';
import { connectionNames } from '../../layout/connection-words.js';
import { useDiscovery } from './use-discovery.js';
import type { DiscoveryState } from './use-discovery.js';

interface Props {
  /** What is looked for; both without it. */
  readonly aims?: readonly DiscoveryAim[];
  readonly sections: readonly SettingsSectionReport[];
  /** Addresses that are in force, by system. */
  readonly addressOf: (id: ConnectionId) => string | null;
  readonly onUse: (found: FoundService) => void;
}

/** What answers nearby: on this machine at once, on the network when a person says so. */
export function FoundServers({ aims = discoveryAims, sections, addressOf, onUse }: Props) {
  const both = [useDiscovery('media-server', aims.includes('media-server')), useDiscovery('slskd', aims.includes('slskd'))];
  const reports = both.flatMap(({ report }) => (report ? [report] : []));
  const found = reports.flatMap((report) => report.found);
  const running = both.find((one) => one.running !== null) ?? null;
  const mayNotLook = reports.some(({ howToAllow }) => howToAllow !== null);
  return (
    <Box component="section" aria-label="Found nearby" sx={{ mb: 3 }}>
      <Stack direction="row" useFlexGap sx={{ alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {running ? (
          <Button variant="outlined" onClick={() => both.forEach(({ stop }) => stop())}>
            Stop
          </Button>
        ) : (
          <Button
            variant="outlined"
            disabled={mayNotLook || reports.length === 0}
            onClick={() => both.forEach(({ start }) => start('network'))}
          >
            Find on my network
          </Button>
        )}
        <NetworkSwitch sections={sections} onChanged={() => both.forEach(({ start }) => start('this-machine'))} />
      </Stack>
      <Box aria-live="polite">
        {running ? <Looking of={running} /> : null}
        {both.map(({ error }) =>
          error ? (
            <Alert key={error} severity="error" sx={{ mt: 1 }}>
              {error}
            </Alert>
          ) : null,
        )}
        {found.map((service) => (
          <Found
            key={`${service.kind} ${service.url}`}
            service={service}
            isInUse={isSame(addressOf(service.kind), service)}
            onUse={onUse}
          />
        ))}
        {!running && reports.length > 0 && found.length === 0 ? <NothingFound reports={reports} /> : null}
      </Box>
    </Box>
  );
}

const isSame = (address: string | null, { url, alsoAt }: FoundService) =>
  address !== null && [url, ...alsoAt].some((one) => one.replace(/\/$/, '') === address.replace(/\/$/, ''));

function Looking({ of: { running, progress } }: { readonly of: DiscoveryState }) {
  const where = running === 'network' ? 'Searching your network' : 'Searching this machine';
  const isKnown = running === 'network' && progress !== null && progress.total > 0;
  return (
    <Box sx={{ my: 1 }}>
      <Typography sx={{ fontSize: 'var(--fs-13)', color: 'var(--text-2)' }}>
        {where}
        {isKnown ? `: ${progress.asked} of ${progress.total} questions asked, ${progress.found} found` : '…'}
      </Typography>
      <LinearProgress
        aria-label={where}
        {...(isKnown ? { variant: 'determinate' as const, value: (100 * progress.asked) / progress.total } : {})}
      />
    </Box>
  );
}

function Found({ service, isInUse, onUse }: { readonly service: FoundService; readonly isInUse: boolean; readonly onUse: Props['onUse'] }) {
  const { kind, name, url, version, state } = service;
  const words = connectionNames[kind];
  return (
    <Stack
      direction="row"
      useFlexGap
      sx={{ alignItems: 'center', gap: 1.5, py: 1, borderBottom: '1px solid var(--border)', flexWrap: 'wrap' }}
    >
      <Box sx={{ flex: 1, minWidth: 200, overflowWrap: 'anywhere' }}>
        <span>
          {words}
          {name ? (
            <>
              {' '}
              “<bdi>{name}</bdi>”
            </>
          ) : null}{' '}
          at {url}
        </span>
        <Typography sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>
          {[version ? `version ${version}` : null, state === 'starting' ? 'still starting' : null].filter(Boolean).join(', ')}
        </Typography>
      </Box>
      {isInUse ? (
        <span style={{ color: 'var(--text-2)' }}>In use</span>
      ) : (
        <Button variant="outlined" size="small" aria-label={`Use ${words} at ${url}`} onClick={() => onUse(service)}>
          Use
        </Button>
      )}
    </Stack>
  );
}

function NothingFound({ reports }: { readonly reports: readonly DiscoveryReport[] }) {
  const where = reports.some(({ reach }) => reach === 'network') ? 'on your network' : 'on this machine';
  const notLooked = [...new Set(reports.flatMap((report) => report.notLooked))];
  return (
    <Box sx={{ mt: 1 }}>
      <Typography sx={{ color: 'var(--text-2)' }}>
        Nothing found {where}. In a container that is normal: it sees itself alone, or is cut off from the network of its host. Open a card
        below and type the address.
      </Typography>
      {notLooked.length > 0 ? (
        <Box component="details" sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>
          <summary>What was not searched</summary>
          {listed(notLooked)}
        </Box>
      ) : null}
    </Box>
  );
}

const isDiscovery = ({ section }: SettingsSectionReport) => section === 'discovery';

/** One switch for all services that look. */
function NetworkSwitch({ sections, onChanged }: { readonly sections: readonly SettingsSectionReport[]; readonly onChanged: () => void }) {
  const { send, sending } = useSend();
  const modes = sections.filter(isDiscovery).flatMap((section) => {
    const mode = section.settings.find(({ name }) => name === 'mode');
    return mode ? [{ id: section.id, mode }] : [];
  });
  if (modes.length === 0) return null;
  const locked = modes.find(({ mode }) => mode.isLocked)?.mode.variable;
  const set = (on: boolean) =>
    send(
      async (console) => {
        for (const { id } of modes) await console.change(`settings/${id}`, { values: { mode: on ? 'lan' : 'loopback' } });
      },
      { done: on ? 'The local network may be searched' : 'Only this machine is searched', then: onChanged },
    );
  return (
    <>
      <FormControlLabel
        control={
          <Switch
            checked={modes.every(({ mode }) => mode.value === 'lan')}
            disabled={sending || locked !== undefined}
            onChange={(_event, on) => void set(on)}
          />
        }
        label="Allow a search of the local network"
      />
      {locked ? <Typography sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)' }}>Set by {locked}.</Typography> : null}
    </>
  );
}
