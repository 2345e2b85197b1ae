import { Typography } from '@mui/material';
import { useState } from 'react';
import { Title } from 'react-admin';
import type { FoundService } from '@soulsync/contracts';
import { ConnectionCard } from './ConnectionCard.js';
import { MediaServerCard } from './MediaServerCard.js';
import { UseDialog } from './UseDialog.js';

/** What SoulSync is connected to, and what it could be. */
export function SettingsPage() {
  const [chosen, setChosen] = useState<FoundService | null>(null);
  // A Plex is used by signing in, or by its address and a token: the form for that is filled in.
  const plexUrl = chosen?.kind === 'plex' ? chosen.url : null;
  return (
    <>
      <Title title="Settings" />
      <MediaServerCard key={plexUrl} foundUrl={plexUrl} />
      <Typography variant="h5" component="h2" sx={{ mt: 3 }}>
        Connections
      </Typography>
      <ConnectionCard
        title="Find a media server"
        purpose="Knows what your library holds. Without one, SoulSync reads the music folder itself."
        aim="media-server"
        variable="SOULSYNC_PLEX_URL"
        onUse={setChosen}
      />
      <ConnectionCard
        title="slskd"
        purpose="Gets from Soulseek what your library lacks."
        aim="slskd"
        variable="SOULSYNC_SLSKD_URL"
        onUse={setChosen}
      />
      {chosen && chosen.kind !== 'plex' ? <UseDialog found={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}
