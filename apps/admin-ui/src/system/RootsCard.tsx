import { Alert, Button, Card, CardContent, Typography } from '@mui/material';
import { useState } from 'react';
import { Confirm, useGetList, useNotify, useRefresh } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { command } from '../providers/data-provider.js';

interface IssueRecord extends RaRecord {
  readonly code: string;
  readonly message: string;
  readonly advice: string;
}

/** `root:music`, as organize-svc raises it. */
const codePrefix = 'root:';

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
          <Alert key={issue.id} severity="error" sx={{ mt: 1 }} action={<AcceptRoot root={issue.code.slice(codePrefix.length)} />}>
            {issue.message} {issue.advice}
          </Alert>
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
        title={`Use what is there now as the ${root} folder?`}
        content="Files go to the folder that is there now, from now on. If its disk is only not mounted, cancel and mount it instead: filing then goes on by itself."
        confirm="Use this folder"
        cancel="Cancel"
        onConfirm={() => void send()}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
