import type { HealthIssueRow } from '@soulsync/contracts';
import { Box, Card, CardContent, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import { ConfirmButton } from '../layout/ConfirmButton.js';
import { IssueAlert } from '../layout/IssueAlert.js';
import { ReadState } from '../layout/Trouble.js';

/** `root:music`, as organize-svc raises it. */
const codePrefix = 'root:';

const folderNames: Readonly<Record<string, string>> = { music: 'music folder', downloads: 'download folder' };

/** Folders that are away; nothing is shown while all are there. */
export function RootsCard() {
  const read = useGetList<HealthIssueRow>('health-issues');
  const { data: issues = [], isPending, error } = read;
  const away = issues.filter(({ code }) => code.startsWith(codePrefix));
  if (isPending || error) return <ReadState of={read} what="the state of the folders" />;
  if (away.length === 0) return null;
  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h2">
          Folders
        </Typography>
        {away.map((issue) => (
          <Box key={issue.id} sx={{ mt: 1 }}>
            <IssueAlert issue={issue}>
              <AcceptRoot root={issue.code.slice(codePrefix.length)} />
            </IssueAlert>
          </Box>
        ))}
      </CardContent>
    </Card>
  );
}

/** Asked for twice: said of the folder below an unmounted disk, files would go to the wrong disk. */
const AcceptRoot = ({ root }: { readonly root: string }) => (
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
