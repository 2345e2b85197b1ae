import { Box, Chip } from '@mui/material';
import { useGetList, useListContext } from 'react-admin';

export interface Toggle {
  readonly label: string;
  readonly field: string;
  readonly value: string;
}

function FilterToggle({ label, field, value }: Toggle) {
  const { resource, filterValues, setFilters } = useListContext();
  const chosen = (filterValues as Readonly<Record<string, unknown>>)[field] === value;
  // As many as would be listed with it, so that a click never surprises.
  const { total, isPending } = useGetList(resource, { pagination: { page: 1, perPage: 1 }, filter: { ...filterValues, [field]: value } });
  if (!chosen && (isPending || total === 0)) return null;
  const toggle = () => setFilters({ ...filterValues, [field]: chosen ? undefined : value });
  return (
    <Chip
      label={total === undefined ? label : `${label}: ${total.toLocaleString('en')}`}
      onClick={toggle}
      color={chosen ? 'primary' : 'default'}
      variant={chosen ? 'filled' : 'outlined'}
      aria-pressed={chosen}
      {...(chosen ? { onDelete: toggle } : {})}
    />
  );
}

/** Where a click on another page led to; seen and undone like a toggle. */
const led: Readonly<Record<string, string>> = { libraryAlbumId: 'Only this album', artistFold: 'Only this artist' };

function LedHere() {
  const { filterValues, setFilters } = useListContext();
  const values = filterValues as Readonly<Record<string, unknown>>; // what the address says
  return Object.entries(led)
    .filter(([field]) => values[field] !== undefined)
    .map(([field, label]) => (
      <Chip key={field} color="primary" label={label} onDelete={() => setFilters({ ...values, [field]: undefined })} />
    ));
}

/** What the list may be narrowed to, each with how many there are. */
export function FilterToggles({ toggles }: { readonly toggles: readonly Toggle[] }) {
  return (
    <Box role="group" aria-label="Show only" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, p: 1 }}>
      <LedHere />
      {toggles.map((toggle) => (
        <FilterToggle key={`${toggle.field} ${toggle.value}`} {...toggle} />
      ))}
    </Box>
  );
}
