import { Box, Grid, styled, Typography, useMediaQuery } from '@mui/material';
import { connectionIds } from '@soulsync/contracts';
import type { ReactNode } from 'react';
import { usePermissions } from 'react-admin';
import { Link, Navigate, useParams } from 'react-router-dom';
import { Forbidden } from '../components/Forbidden.js';
import { PageHead } from '../components/PageHead.js';
import { ReadState } from '../layout/Trouble.js';
import { ApiKeys } from './access/ApiKeys.js';
import { Users } from './access/Users.js';
import { ConnectionsPage } from './connections/ConnectionsPage.js';
import { folderVariables } from './folders/folder-words.js';
import { Folders } from './folders/Folders.js';
import { ImportSettings } from './import/ImportSettings.js';
import { QualityPresets } from './quality/QualityPresets.js';
import { SaveBar } from './form/SaveBar.js';
import { SectionFields } from './form/SectionFields.js';
import { useDrafts } from './form/use-drafts.js';
import { pagesWith, sectionsOn, settingsPages } from './settings-pages.js';
import type { SettingsPageWords } from './settings-pages.js';
import { sectionOf, useConnections, useSettings } from './use-settings.js';

/** Settings by page; on a phone the list of pages is a page of its own. */
export function SettingsPage() {
  const { section } = useParams();
  const { permissions, isPending } = usePermissions<string>();
  const isWide = useMediaQuery('(min-width: 900px)');
  const settings = useSettings();
  const connections = useConnections();
  if (isPending) return null;
  if (permissions !== 'admin')
    return (
      <>
        <PageHead title="Settings" />
        <Forbidden needs="admin" what="see and change settings" />
      </>
    );
  const sectionIds = connectionIds.map(
    (id) => sectionOf(id, connections.data?.find((one) => one.id === id) ?? null, settings.data ?? [])?.id,
  );
  const inCards = new Set(sectionIds.filter((id) => id !== undefined));
  const pages = pagesWith(settings.data ?? [], inCards);
  const named = settingsPages.find(({ id }) => id === section);
  if (section !== undefined && !named) return <Navigate to="/settings" replace />;
  // With room for both, the list has its first page beside it.
  const page = named ?? (isWide && settings.data ? pages[0] : undefined);
  return (
    <Frame pages={pages} page={page ?? null}>
      <ReadState of={settings} what="the settings" />
      {page ? <Content key={page.id} page={page} inCards={inCards} /> : null}
    </Frame>
  );
}

const Sections = styled(Link)({
  display: 'block',
  padding: '8px 12px',
  borderRadius: 'var(--r-control)',
  color: 'var(--text-2)',
  textDecoration: 'none',
  '&:hover': { background: 'var(--hover)' },
  '&[aria-current=page]': { background: 'var(--idle-tint)', color: 'var(--text)' },
});

interface FrameProps {
  readonly pages: readonly SettingsPageWords[];
  readonly page: SettingsPageWords | null;
  readonly children: ReactNode;
}

function Frame({ pages, page, children }: FrameProps) {
  const title = page?.title ?? 'Settings';
  return (
    <Box>
      <PageHead
        title={title}
        documentTitle={page ? `${title} · Settings` : title}
        above={
          page ? (
            <Typography sx={{ fontSize: 'var(--fs-13)', color: 'var(--muted)', mb: 0.5 }}>
              <Link to="/settings" style={{ color: 'inherit' }}>
                Settings
              </Link>{' '}
              › {title}
            </Typography>
          ) : null
        }
      >
        {page?.sub ?? 'Everything takes effect at once; nothing needs a restart.'}
      </PageHead>
      <Grid container spacing={{ xs: 0, md: 4 }}>
        <Grid
          size={{ xs: 12, md: 3 }}
          component="nav"
          aria-label="Settings sections"
          sx={{ display: { xs: page ? 'none' : 'block', md: 'block' } }}
        >
          {pages.map(({ id, title: name }) => (
            <Sections key={id} to={`/settings/${id}`} aria-current={page?.id === id ? 'page' : undefined}>
              {name}
            </Sections>
          ))}
        </Grid>
        <Grid size={{ xs: 12, md: 9 }} sx={{ minWidth: 0 }}>
          {children}
        </Grid>
      </Grid>
    </Box>
  );
}

function Content({ page: { id }, inCards }: { readonly page: SettingsPageWords; readonly inCards: ReadonlySet<string> }) {
  const { data: sections } = useSettings();
  const drafts = useDrafts();
  if (id === 'connections') return <ConnectionsPage />;
  if (id === 'api-keys') return <ApiKeys />;
  if (id === 'import') return <ImportSettings />;
  if (!sections) return null;
  const forms = sectionsOn(id, sections, inCards).map(drafts.of);
  return (
    <Box sx={{ maxWidth: id === 'access' ? undefined : 640 }}>
      {id === 'access' ? <Users /> : null}
      {id === 'quality' ? <QualityPresets /> : null}
      {id === 'files' ? <Folders forms={forms} drafts={drafts} /> : null}
      {forms.map((form) => (
        <SectionFields key={form.section.id} form={form} without={folderVariables} />
      ))}
      <SaveBar drafts={drafts} forms={forms} />
    </Box>
  );
}
