import type { SettingsPage as PageId, SettingsSectionReport } from '@soulsync/contracts';

export interface SettingsPageWords {
  /** Of its address: `/settings/<id>`. */
  readonly id: PageId | 'api-keys' | 'import';
  readonly title: string;
  readonly sub: string;
}

/** In the order of the list. */
export const settingsPages: readonly SettingsPageWords[] = [
  { id: 'general', title: 'General', sub: 'How SoulSync itself runs.' },
  { id: 'connections', title: 'Connections', sub: 'Where songs are listed, fetched and played.' },
  { id: 'playlists', title: 'Playlists', sub: 'How often playlists are read, and what happens to them.' },
  { id: 'matching', title: 'Matching', sub: 'When a song of yours counts as the one on a playlist.' },
  { id: 'quality', title: 'Quality', sub: 'Which files are good enough.' },
  { id: 'acquisition', title: 'Getting music', sub: 'How songs are searched and fetched.' },
  { id: 'files', title: 'Files and names', sub: 'Where finished songs go, and how they are named and tagged.' },
  { id: 'library', title: 'Library', sub: 'How your library is read.' },
  { id: 'notifications', title: 'Notifications', sub: 'What you are told about, and where.' },
  { id: 'access', title: 'Users and access', sub: 'Who may sign in, and what each may do.' },
  { id: 'api-keys', title: 'API keys', sub: 'For programs that ask SoulSync.' },
  { id: 'import', title: 'Import and export', sub: 'Settings from a file, and into one.' },
  { id: 'backup', title: 'Backup', sub: 'Copies of what SoulSync knows.' },
];

/** These have something of their own beside sections of settings. */
const ownContent: ReadonlySet<string> = new Set(['connections', 'files', 'access', 'api-keys', 'import']);

/** Sections of this page, but for those that are set up in a connection's card. */
export const sectionsOn = (
  page: string,
  sections: readonly SettingsSectionReport[],
  inCards: ReadonlySet<string>,
): readonly SettingsSectionReport[] =>
  sections.filter((section) => section.page === page && !inCards.has(section.id) && section.settings.length > 0);

/** Pages with something on them. */
export const pagesWith = (sections: readonly SettingsSectionReport[], inCards: ReadonlySet<string>): readonly SettingsPageWords[] =>
  settingsPages.filter(({ id }) => ownContent.has(id) || sectionsOn(id, sections, inCards).length > 0);
