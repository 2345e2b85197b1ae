import type { DownloadEnd } from '@soulsync/contracts';
import { ourselves } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../../config.js';
import type { Filing } from '../domain/filing/filing.js';
import type { FilingTools } from '../ports/filing-tools.js';
import type { Root } from '../../roots/root-folder.js';
import type { OrganizeSettings } from '../../settings.js';

type Published = Extract<Filing, { status: 'published' }>;

/**
 * Clears away what a published file leaves behind; the same again after a crash at any point does no harm. The download goes last, and only
 * when it is the file that was checked and its published duplicate was read back from a music folder that is still the one we know.
 */
export function tidyFiling(kit: Kit<OrganizeConfig>, settings: OrganizeSettings, tools: FilingTools, downloads: Root) {
  const { health, logger } = kit;
  return async (state: Published): Promise<DownloadEnd> => {
    await tools.music.hold((held) => held.clean(state.filingId));
    const end = settings.filedDownloads().keepDownloads ? 'kept' : await removeDownload(state);
    if (end === 'not-removable')
      health.raise({ code: 'downloads-stay', level: 'warning', params: { folder: downloads.path, user: ourselves() } });
    if (end === 'removed') health.clear('downloads-stay');
    if (end === 'unproven')
      logger.warn('a published file could not be read back; its download stays', { filingId: state.filingId, path: state.path });
    return end;
  };

  async function removeDownload({ place, sourceSha256, path, sha256 }: Published): Promise<DownloadEnd> {
    const sourcePath = tools.downloads.pathOf(place);
    const there = await tools.downloads.hashOf(sourcePath);
    if (there !== null && there !== sourceSha256) return 'not-ours';
    if (there !== null && !(await tools.music.holds(path, sha256))) return 'unproven';
    if (!(await tools.downloads.remove(sourcePath))) return 'not-removable';
    return there === null ? 'gone' : 'removed';
  }
}
