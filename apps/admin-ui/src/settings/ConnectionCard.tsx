import { Alert, Box, Button, Card, CardContent, LinearProgress, List, Stack, Typography } from '@mui/material';
import type { DiscoveryAim, DiscoveryReach, DiscoveryReport, FoundService, LiveDiscovery } from '@soulsync/contracts';
import { FoundItem } from './FoundItem.js';
import { useDiscovery } from './use-discovery.js';

interface Props {
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly purpose: string;
  readonly aim: DiscoveryAim;
  /** The variable that takes an address. */
  readonly variable: string;
  /** The person chose this one. */
  readonly onUse: (found: FoundService) => void;
}

/** Looks for one external system: on this machine at once, on the network when a person says so. */
export function ConnectionCard({ title, purpose, aim, variable, onUse }: Props) {
  const { running, progress, report, error, start, stop } = useDiscovery(aim);
  return (
    <Card sx={{ mt: 2 }}>
      <CardContent>
        <Typography variant="h6" component="h3">
          {title}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }} gutterBottom>
          {purpose}
        </Typography>
        <Box aria-live="polite">
          {running ? <Looking reach={running} progress={progress} /> : null}
          {error ? <Alert severity="error">{error}</Alert> : null}
          {report && !running ? <Result report={report} variable={variable} onUse={onUse} /> : null}
        </Box>
        <Stack direction="row" useFlexGap spacing={1} sx={{ mt: 2, flexWrap: 'wrap' }}>
          {running ? (
            <Button variant="outlined" onClick={stop}>
              Stop
            </Button>
          ) : (
            <>
              <Button variant="outlined" disabled={report === null || report.howToAllow !== null} onClick={() => start('network')}>
                Search my network
              </Button>
              <Button onClick={() => start('this-machine')}>Search this machine again</Button>
            </>
          )}
        </Stack>
        {report?.howToAllow ? (
          <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
            {report.howToAllow}
          </Typography>
        ) : null}
      </CardContent>
    </Card>
  );
}

const nothing: Readonly<Record<DiscoveryReach, string>> = {
  'this-machine': 'Nothing found on this machine. In a container that is normal: there, “this machine” is the container alone.',
  network:
    'Nothing found on your network. In a container with bridge networking that is normal: it is cut off from the network of its host.',
};

function Looking({ reach, progress }: { readonly reach: DiscoveryReach; readonly progress: LiveDiscovery | null }) {
  const share =
    progress && reach === 'network' && progress.total > 0
      ? { variant: 'determinate' as const, value: (100 * progress.asked) / progress.total }
      : {};
  const where = reach === 'network' ? 'Searching your network' : 'Searching this machine';
  return (
    <Box sx={{ my: 1 }}>
      <Typography>
        {where}
        {progress && reach === 'network' ? `: ${progress.asked} of ${progress.total} questions asked, ${progress.found} found` : '…'}
      </Typography>
      <LinearProgress aria-label={where} {...share} />
    </Box>
  );
}

interface ResultProps extends Pick<Props, 'variable' | 'onUse'> {
  readonly report: DiscoveryReport;
}

function Result({ report, variable, onUse }: ResultProps) {
  const { found, reach, cancelled, looked, notLooked } = report;
  return (
    <>
      {cancelled ? <Typography>You stopped the search; this is what it had found by then.</Typography> : null}
      {found.length > 0 ? (
        <List dense disablePadding>
          {found.map((service) => (
            <FoundItem key={`${service.kind} ${service.url}`} service={service} onUse={onUse} />
          ))}
        </List>
      ) : (
        <Typography>
          {nothing[reach]} You can always set the address by hand, as {variable}.
        </Typography>
      )}
      <Box component="details" sx={{ mt: 1 }}>
        <summary>What was searched{notLooked.length > 0 ? ', and what was not' : ''}</summary>
        <Sentences sentences={looked} />
        {notLooked.length > 0 ? (
          <>
            <Typography variant="body2">Not searched:</Typography>
            <Sentences sentences={notLooked} />
          </>
        ) : null}
      </Box>
    </>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Box component="ul" sx={{ my: 0.5 }}>
      {sentences.map((sentence) => (
        <Typography key={sentence} component="li" variant="body2">
          {sentence}
        </Typography>
      ))}
    </Box>
  );
}
