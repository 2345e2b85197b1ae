import { useState } from 'react';
import { Box } from '@mui/material';
import { useSearchParams } from 'react-router-dom';
import { connectionIds } from '@soulsync/contracts';
import type { ConnectionId, FoundService } from '@soulsync/contracts';
import { ReadState } from '../../layout/Trouble.js';
import { SaveBar } from '../form/SaveBar.js';
import { SectionFields } from '../form/SectionFields.js';
import { useDrafts } from '../form/use-drafts.js';
import { sectionsOn } from '../settings-pages.js';
import { sectionOf, useConnections, useSettings } from '../use-settings.js';
import { ConnectionPanel } from './ConnectionPanel.js';
import { connectionWords } from './connection-words.js';
import { FoundServers } from './FoundServers.js';
import { PlexServer } from './PlexServer.js';
import { SignInOutcome } from './SignInOutcome.js';
import { SpotifyAccountCard } from './SpotifyAccountCard.js';

const ids = Object.keys(connectionWords).filter((id): id is ConnectionId => connectionIds.some((one) => one === id));

/** Every external system as one card. */
export function ConnectionsPage() {
  const read = useConnections();
  const { data: sections = [] } = useSettings();
  const drafts = useDrafts();
  const [query] = useSearchParams();
  const led = ids.find((id) => id === query.get('connection'));
  const outcome = query.get('signIn');
  const [open, setOpen] = useState<ReadonlySet<ConnectionId>>(new Set(led ? [led] : []));
  const toggle = (id: ConnectionId) =>
    setOpen((before) => (before.has(id) ? new Set([...before].filter((one) => one !== id)) : new Set([...before, id])));

  const cards = ids.map((id) => {
    const connection = read.data?.find((one) => one.id === id) ?? null;
    const section = sectionOf(id, connection, sections);
    return { id, connection, form: section ? drafts.of(section) : null };
  });
  const inCards = new Set(cards.flatMap(({ form }) => (form ? [form.section.id] : [])));
  const others = sectionsOn('connections', sections, inCards)
    .filter(({ section }) => section !== 'discovery')
    .map(drafts.of);
  const addressOf = (id: ConnectionId) => {
    const value = cards.find((card) => card.id === id)?.form?.fields.find(({ name }) => name === 'url')?.current;
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const use = ({ kind, url }: FoundService) => {
    setOpen((before) => new Set([...before, kind]));
    cards.find(({ id }) => id === kind)?.form?.apply({ url });
  };

  return (
    <>
      {outcome === null ? null : <SignInOutcome code={outcome} />}
      <FoundServers sections={sections} addressOf={addressOf} onUse={use} />
      <ReadState of={read} what="how the connections stand" />
      {read.data
        ? cards.map((card) => (
            <ConnectionPanel
              key={card.id}
              {...card}
              drafts={drafts}
              isOpen={open.has(card.id)}
              onToggle={() => toggle(card.id)}
              signIn={card.id === 'plex' ? <PlexServer /> : null}
            >
              {card.id === 'spotify' ? <SpotifyAccountCard /> : null}
            </ConnectionPanel>
          ))
        : null}
      <Box sx={{ maxWidth: 640, mt: 4 }}>
        {others.map((form) => (
          <SectionFields key={form.section.id} form={form} />
        ))}
      </Box>
      <SaveBar drafts={drafts} forms={[...cards.flatMap(({ form }) => (form ? [form] : [])), ...others]} />
    </>
  );
}
