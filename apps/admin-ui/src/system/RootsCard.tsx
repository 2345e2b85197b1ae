import { Box, Button, Card, CardContent, Typography } from '@mui/material';
import { useState } from 'react';
import { Confirm, useGetList, useNotify, useRefresh } from 'react-admin';
import { IssueAlert } from '../layout/IssueAlert.js';
import type { IssueRecord } from '../layout/IssueAlert.js';
import { command } from '../providers/data-provider.js';

/** `root:music`, as organize-svc raises it. */
const codePrefix = 'root:';

const folderNames: Readonly<Record<string, string>> = { music: 'music folder', downloads: 'download folder' };

/** Folders that are away; nothing is shown while all are there. */
export function RootsCard() {
  const { data: issues = [] } = useGetList<IssueRecord>('health-issues');
  const away = issues.filter(({ code }) => code.startsWith(codePrefix));
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
function AcceptRoot({ root }: { readonly root: string }) {
  const [asking, setAsking] = useState(false);
  const notify = useNotify();
  const refresh = useRefresh();
  const send = async () => {
    try {
      await command(`roots/${encodeURIComponent(root)}/accept`);
      notify('Filing goes on in this folder', { type: 'success' });
      refresh();
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error), { type: 'error' });
    }
    setAsking(false);
  };
  return (
    <>
      <Button size="small" variant="outlined" color="inherit" onClick={() => setAsking(true)}>
        Use this folder
      </Button>
      <Confirm
        isOpen={asking}
        title={`Use this as the ${folderNames[root] ?? root}?`}
        content="SoulSync works in what is there now from now on. If the disk is only not mounted, cancel and mount it: filing then goes on by itself."
        confirm="Use this folder"
        cancel="Cancel"
        onConfirm={() => void send()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
