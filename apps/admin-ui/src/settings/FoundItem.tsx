import { Button, ListItem, ListItemText, Stack } from '@mui/material';
import type { DiscoveredKind, FoundService } from '@soulsync/contracts';
import { StateChip } from '../layout/StateChip.js';

const words: Readonly<Record<DiscoveredKind, string>> = { plex: 'Plex', jellyfin: 'Jellyfin', subsonic: 'Subsonic', slskd: 'slskd' };
/** What SoulSync can connect to today. */
const usable: ReadonlySet<DiscoveredKind> = new Set(['plex', 'slskd']);

/** One server that answered; its name is what it calls itself. */
export function FoundItem({ service, onUse }: { readonly service: FoundService; readonly onUse: (found: FoundService) => void }) {
  const { kind, name, url, alsoAt, version, state } = service;
  const details = [version ? `version ${version}` : null, alsoAt.length > 0 ? `also at ${alsoAt.join(', ')}` : null];
  return (
    <ListItem
      disableGutters
      secondaryAction={
        <Button variant="contained" size="small" disabled={!usable.has(kind)} onClick={() => onUse(service)}>
          {usable.has(kind) ? 'Use' : 'Not supported yet'}
        </Button>
      }
    >
      <ListItemText
        primary={
          <Stack direction="row" useFlexGap spacing={1} sx={{ alignItems: 'center', flexWrap: 'wrap' }}>
            <span>
              {words[kind]}
              {name ? (
                <>
                  {' '}
                  “<bdi>{name}</bdi>”
                </>
              ) : null}{' '}
              at {url}
            </span>
            <StateChip state={state} />
          </Stack>
        }
        secondary={details.filter((detail) => detail !== null).join('; ')}
        sx={{ mr: 12, overflowWrap: 'anywhere' }}
      />
    </ListItem>
  );
}
