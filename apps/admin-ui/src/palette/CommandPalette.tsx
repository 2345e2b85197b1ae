import SearchIcon from '@mui/icons-material/Search';
import { Autocomplete, Dialog, InputAdornment, TextField } from '@mui/material';
import type { PopperProps } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { HTMLAttributes, ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { Cover } from '../components/Cover.js';
import { Kbd } from '../keys/Kbd.js';
import { useConsole } from '../providers/use-console.js';
import type { Hit } from './hits.js';
import { useHits } from './use-hits.js';
import { useOwnHits } from './use-own-hits.js';

interface Props {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

const Option = styled('li')({
  '&&': { display: 'flex', alignItems: 'center', gap: 12, minHeight: 44, padding: '4px 12px', borderRadius: 'var(--r-control)' },
  '&&.Mui-focused': { background: 'var(--hover)' },
  '& > [data-picture]': { display: 'grid', placeItems: 'center', width: 28, height: 28, flex: 'none', color: 'var(--text-2)' },
  '& > [data-words]': { minWidth: 0, flex: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& [data-words] small': { marginLeft: 8, fontSize: 'var(--fs-13)', color: 'var(--muted)' },
  '& > kbd': { visibility: 'hidden' },
  '&.Mui-focused > kbd': { visibility: 'visible' },
});
const Group = styled('li')({
  padding: '0 8px 8px',
  '& > div': { padding: '6px 12px 4px', fontSize: 'var(--fs-12)', color: 'var(--muted)' },
  '& > ul': { margin: 0, padding: 0, listStyle: 'none' },
});
const Panel = styled('div')({ borderTop: '1px solid var(--border)', '& .MuiAutocomplete-listbox': { maxHeight: 'min(56vh, 460px)' } });
const Note = styled('p')({ margin: 0, padding: '10px 20px', borderTop: '1px solid var(--border)', color: 'var(--problem-text)' });

/** In the dialog's own flow: nothing floats over it. */
const InPlace = ({ children }: Pick<PopperProps, 'children'>) => <div>{typeof children === 'function' ? null : children}</div>;
const Paper = ({ children }: { readonly children?: ReactNode }) => <Panel>{children}</Panel>;

function Found({ hit, ...props }: HTMLAttributes<HTMLLIElement> & { readonly hit: Hit }) {
  const { addressOf } = useConsole();
  const { title, detail, cover, Icon } = hit;
  return (
    <Option {...props}>
      <span data-picture>
        {cover ? (
          <Cover
            size="xs"
            src={cover.artwork === null ? null : addressOf(cover.artwork)}
            seed={cover.seed}
            isRound={cover.isRound ?? false}
          />
        ) : null}
        {Icon ? <Icon fontSize="small" /> : null}
      </span>
      <span data-words>
        {title}
        {detail === undefined || detail === '' ? null : <small>{detail}</small>}
      </span>
      <Kbd>Enter</Kbd>
    </Option>
  );
}

/** Everything that has a name, and what can be done: a few letters and Enter. */
export function CommandPalette({ onClose, onKeys }: Props) {
  const [words, type] = useState('');
  const navigate = useNavigate();
  const { hits, isLooking, error } = useHits(words, useOwnHits(onKeys));
  function open({ to, run }: Hit): void {
    onClose();
    if (to !== undefined) void navigate(to);
    run?.();
  }
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      onClose={onClose}
      aria-label="Search or jump to"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{ paper: { sx: { marginTop: { xs: 1, md: 10 } } } }}
    >
      <Autocomplete<Hit>
        open
        autoHighlight
        forcePopupIcon={false}
        value={null}
        inputValue={words}
        options={hits}
        filterOptions={(all) => all} // they are found already
        groupBy={({ group }) => group}
        getOptionLabel={({ title }) => title}
        getOptionKey={({ id }) => id}
        isOptionEqualToValue={(a, b) => a.id === b.id}
        loading={isLooking}
        loadingText="Looking…"
        noOptionsText={`Nothing here is called “${words.trim()}”.`}
        onInputChange={(_, next, reason) => {
          if (reason === 'input' || reason === 'clear') type(next);
        }}
        onChange={(_, hit) => {
          if (hit) open(hit);
        }}
        onClose={(_, reason) => {
          if (reason === 'escape') onClose();
        }}
        slots={{ popper: InPlace, paper: Paper }}
        renderGroup={({ key, group, children }) => (
          <Group key={key} role="presentation">
            <div id={`palette-${group}`}>{group}</div>
            <ul role="group" aria-labelledby={`palette-${group}`}>
              {children}
            </ul>
          </Group>
        )}
        renderOption={({ key: _, ...props }, hit) => <Found key={hit.id} {...props} hit={hit} />}
        renderInput={(params) => (
          <TextField
            {...params}
            autoFocus
            placeholder="Song, album, artist, playlist, page…"
            sx={{
              '&& .MuiOutlinedInput-root .MuiOutlinedInput-notchedOutline': { border: 0 },
              '& .MuiOutlinedInput-root': { minHeight: 52 },
              '& input': { fontSize: 'var(--fs-16)' },
            }}
            slotProps={{
              ...params.slotProps,
              input: {
                ...params.slotProps.input,
                startAdornment: (
                  <InputAdornment position="start" sx={{ pl: 1 }}>
                    <SearchIcon fontSize="small" />
                  </InputAdornment>
                ),
                endAdornment: <Kbd>Esc</Kbd>,
              },
              htmlInput: { ...params.slotProps.htmlInput, 'aria-label': 'Search or jump to' },
            }}
          />
        )}
      />
      {error ? <Note role="status">What SoulSync knows beside the lists you have opened can’t be searched right now.</Note> : null}
    </Dialog>
  );
}
