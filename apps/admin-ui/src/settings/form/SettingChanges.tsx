import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, List, ListItem, ListItemText, Typography } from '@mui/material';
import { useState } from 'react';
import type { SettingChange, SettingsSectionReport } from '@soulsync/contracts';
import { RelativeTime } from '../../components/RelativeTime.js';
import { ReadState } from '../../layout/Trouble.js';
import { useAsk, useSend } from '../../providers/use-console.js';
import { formFields, inWords } from './fields.js';

/** Who changed what of a section, newest first, each with its undo. */
export function SettingChanges({ section }: { readonly section: SettingsSectionReport }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <Button size="small" aria-label={`Changes of ${section.label}`} onClick={() => setOpen(true)}>
        Changes
      </Button>
      <Dialog open={open} onClose={close} fullWidth maxWidth="sm" aria-labelledby="setting-changes">
        <DialogTitle id="setting-changes">Changes of {section.label}</DialogTitle>
        <DialogContent>{open ? <Changes section={section} /> : null}</DialogContent>
        <DialogActions>
          <Button onClick={close}>Close</Button>
        </DialogActions>
      </Dialog>
    </>
  );
}

function Changes({ section }: { readonly section: SettingsSectionReport }) {
  const read = useAsk<readonly SettingChange[]>(`settings/${section.id}/history`);
  const { send, sending } = useSend();
  const fields = new Map(formFields(section).map((field) => [field.name, field]));
  const undo = ({ name, old }: SettingChange, label: string) =>
    send((console) => console.change(`settings/${section.id}`, { values: { [name]: old } }), { done: `${label} is as it was` });
  return (
    <Box>
      <ReadState of={read} what="the changes" />
      {read.data?.length === 0 ? <Typography>Nobody has changed anything here yet.</Typography> : null}
      <List dense disablePadding>
        {read.data?.map((change) => {
          const field = fields.get(change.name);
          const label = field?.label ?? change.name;
          const mayUndo = field !== undefined && !field.isLocked && change.secret === null;
          return (
            <ListItem
              key={`${change.at} ${change.name}`}
              disableGutters
              divider
              secondaryAction={
                mayUndo ? (
                  <Button size="small" aria-busy={sending} aria-label={`Undo: ${label}`} onClick={() => void undo(change, label)}>
                    Undo
                  </Button>
                ) : null
              }
            >
              <ListItemText
                primary={change.secret ? `${label} ${change.secret}` : field ? `${label}: ${wordsOf(field, change)}` : label}
                secondary={
                  <>
                    <RelativeTime at={change.at} /> by {change.by}
                  </>
                }
                sx={{ mr: 8, overflowWrap: 'anywhere' }}
              />
            </ListItem>
          );
        })}
      </List>
    </Box>
  );
}

const wordsOf = (field: Parameters<typeof inWords>[0], { old, new: next }: SettingChange) =>
  `${inWords(field, old ?? defaultOf(field))} → ${inWords(field, next ?? defaultOf(field))}`;
const defaultOf = ({ schema }: Parameters<typeof inWords>[0]) => schema.default ?? null;
