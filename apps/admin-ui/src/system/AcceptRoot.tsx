import { ConfirmButton } from '../layout/ConfirmButton.js';

/** `root:music`, as organize-svc raises it. */
const codePrefix = 'root:';
/** null: it is no trouble of a folder. */
export const rootOf = (code: string): string | null => (code.startsWith(codePrefix) ? code.slice(codePrefix.length) : null);

const folderNames: Readonly<Record<string, string>> = { music: 'music folder', downloads: 'download folder' };

/** Asked for twice: said of the folder below an unmounted disk, files would go to the wrong disk. */
export const AcceptRoot = ({ root }: { readonly root: string }) => (
  <ConfirmButton
    label="Use this folder"
    path={`roots/${encodeURIComponent(root)}/accept`}
    done="Filing continues in this folder"
    title={`Use this as the ${folderNames[root] ?? root}?`}
    content="SoulSync uses the folder as it is now. If its disk is just not mounted, cancel and mount it; filing then continues automatically."
    confirm="Use this folder"
    role="admin"
    outlined
  />
);
