import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import type { ConnectionId } from '@soulsync/contracts';
import { connectionNames } from '../layout/connection-words.js';
import { ConnectionSetUp } from '../settings/connections/ConnectionSetUp.js';
import { FoundServers } from '../settings/connections/FoundServers.js';
import { PlexServer } from '../settings/connections/PlexServer.js';
import { UseForLibrary, useForLibrary } from '../settings/connections/UseForLibrary.js';
import { useTest } from '../settings/connections/use-test.js';
import { Folders } from '../settings/folders/Folders.js';
import { QualityPresets } from '../settings/quality/QualityPresets.js';
import { SectionFields } from '../settings/form/SectionFields.js';
import { SaveButton } from '../settings/form/SaveButton.js';
import type { Drafts } from '../settings/form/use-drafts.js';
import { sectionOf, useConnections, useSettings } from '../settings/use-settings.js';

interface Props {
  readonly drafts: Drafts;
}

const useForms = (drafts: Drafts, page: string) => (useSettings().data ?? []).filter((section) => section.page === page).map(drafts.of);

export function FoldersBody({ drafts }: Props) {
  return <Folders forms={useForms(drafts, 'files')} drafts={drafts} />;
}

export function QualityBody({ drafts }: Props) {
  const forms = useForms(drafts, 'quality');
  const naming = useSettings().data?.find(({ id }) => id === 'organize-svc.filing')?.help;
  return (
    <>
      <QualityPresets />
      {naming ? (
        <Box component="section" aria-labelledby="names-title" sx={{ mb: 4 }}>
          <Typography id="names-title" variant="h6" component="h2">
            Names
          </Typography>
          <Typography sx={{ overflowWrap: 'anywhere' }}>{naming}</Typography>
        </Box>
      ) : null}
      {forms.map((form) => (
        <SectionFields key={form.section.id} form={form} />
      ))}
      <SaveButton forms={forms} drafts={drafts} />
    </>
  );
}

/** The section of a connection as a form; null: its service does not answer. */
export function useConnectionForm(id: ConnectionId, drafts: Drafts) {
  const { data: connections } = useConnections();
  const { data: sections } = useSettings();
  const connection = connections?.find((one) => one.id === id) ?? null;
  const section = sectionOf(id, connection, sections ?? []);
  return { connection, form: section ? drafts.of(section) : null };
}

export function SlskdBody({ drafts }: Props) {
  const { form } = useConnectionForm('slskd', drafts);
  const { data: sections = [] } = useSettings();
  const tester = useTest('slskd', form);
  const address = form?.fields.find(({ name }) => name === 'url')?.current;
  return (
    <>
      <FoundServers
        sections={sections}
        aims={['slskd']}
        addressOf={() => (typeof address === 'string' ? address : null)}
        onUse={({ url }) => form?.apply({ url })}
      />
      <ConnectionSetUp id="slskd" form={form} drafts={drafts} tester={tester} />
    </>
  );
}

const servers = ['plex', 'jellyfin', 'subsonic'] as const;
type ServerId = (typeof servers)[number];

export function MediaServerBody({ drafts }: Props) {
  const [chosen, setChosen] = useState<ServerId>('plex');
  const [foundUrl, setFoundUrl] = useState<string | null>(null);
  const { data: sections = [] } = useSettings();
  return (
    <>
      <FoundServers
        sections={sections}
        aims={['media-server']}
        addressOf={() => null}
        onUse={({ kind, url }) => {
          if (kind === 'slskd') return;
          setChosen(kind);
          setFoundUrl(url);
        }}
      />
      <ToggleButtonGroup
        exclusive
        size="small"
        value={chosen}
        onChange={(_event, id: ServerId | null) => id && setChosen(id)}
        aria-label="Kind of server"
        sx={{ mb: 2 }}
      >
        {servers.map((id) => (
          <ToggleButton key={id} value={id}>
            {connectionNames[id]}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Server key={`${chosen} ${foundUrl}`} id={chosen} foundUrl={foundUrl} drafts={drafts} />
    </>
  );
}

/** Who sets one up here means it to be read: no second choice is asked. */
function Server({ id, foundUrl, drafts }: Props & { readonly id: ServerId; readonly foundUrl: string | null }) {
  const { form, connection } = useConnectionForm(id, drafts);
  const [isFilled, setFilled] = useState(false);
  const tester = useTest(id, form);
  const use = useForLibrary(id);
  if (form && foundUrl && !isFilled) {
    setFilled(true);
    form.apply({ url: foundUrl });
  }
  const onSaved = () => use?.choose();
  const isLeft = connection !== null && connection.state !== 'unconfigured' && !connection.isInUse;
  return (
    <Box>
      {isLeft ? <UseForLibrary id={id} /> : null}
      <ConnectionSetUp
        id={id}
        form={form}
        drafts={drafts}
        tester={tester}
        onSaved={onSaved}
        signIn={id === 'plex' ? <PlexServer onUsed={onSaved} /> : null}
      />
    </Box>
  );
}
