import { Button, ListItem, ListItemText, Stack } from '@mui/material';
import type { DiscoveredKind, FoundService } from '@soulsync/contracts';
import { StateChip } from '../layout/StateChip.js';

const words: Readonly<Record<DiscoveredKind, string>> = { plex: 'Plex', jellyfin: 'Jellyfin', subsonic: 'Subsonic', slskd: 'slskd' };

/** One server that answered; its name is what it calls itself. */
export function FoundItem({ service, onUse }: { readonly service: FoundService; readonly onUse: (found: FoundService) => void }) {
  const { kind, name, url, alsoAt, version, state } = service;
  const details = [version ? `version ${version}` : null, alsoAt.length > 0 ? `also at ${alsoAt.join(', ')}` : null];
  return (
    <ListItem
      disableGutters
      secondaryAction={
        <Button variant="contained" size="small" onClick={() => onUse(service)}>
          Use
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
