import { Box, Chip, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import type { MetadataEditItemRow } from '@soulsync/contracts';
import { useConsole } from '../providers/use-console.js';

const SIZE = 96;
const frame = { width: SIZE, height: SIZE, borderRadius: 1, objectFit: 'cover', display: 'block' } as const;

function Picture({ item, which }: { readonly item: MetadataEditItemRow; readonly which: 'before' | 'after' }) {
  const { addressOf } = useConsole();
  const [broken, setBroken] = useState(false);
  const none = which === 'before' && item.before === null;
  if (none || broken)
    return (
      <Box sx={{ ...frame, border: '1px dashed', borderColor: 'divider', display: 'grid', placeItems: 'center' }}>
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {none ? 'none' : 'not kept'}
        </Typography>
      </Box>
    );
  return (
    <Box
      component="img"
      sx={frame}
      loading="lazy"
      src={addressOf(`metadata-edit-items/${encodeURIComponent(item.id)}/picture/${which}`)}
      alt={`${which === 'before' ? 'Now' : 'New'}: ${item.title}`}
      onError={() => setBroken(true)}
    />
  );
}

function Genres({ names, others }: { readonly names: readonly string[]; readonly others: readonly string[] }) {
  if (names.length === 0)
    return (
      <Typography variant="body2" sx={{ color: 'text.secondary' }}>
        none
      </Typography>
    );
  const known = new Set(others.map((name) => name.toLowerCase()));
  return (
    <Stack direction="row" spacing={0.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
      {names.map((name) => (
        <Chip key={name} size="small" label={name} variant={known.has(name.toLowerCase()) ? 'outlined' : 'filled'} />
      ))}
    </Stack>
  );
}

/** One side of a change; genres that are on one side alone are filled. */
export function Side({ item, which }: { readonly item: MetadataEditItemRow; readonly which: 'before' | 'after' }) {
  if (item.field === 'picture') return <Picture item={item} which={which} />;
  const [before, after] = [item.before as readonly string[], item.after as readonly string[]]; // as the field says
  return which === 'before' ? <Genres names={before} others={after} /> : <Genres names={after} others={before} />;
}
