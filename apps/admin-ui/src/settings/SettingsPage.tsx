import { Title } from 'react-admin';
import { MediaServerCard } from './MediaServerCard.js';

/** What a person sets here, section by section. */
export function SettingsPage() {
  return (
    <>
      <Title title="Settings" />
      <MediaServerCard />
    </>
  );
}
