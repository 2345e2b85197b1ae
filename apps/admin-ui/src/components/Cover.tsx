import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { drawnCover, initialsOf } from './cover-art.js';

const sides = { xs: 28, s: 40, m: 56, l: 96, xl: 208 } as const;
export type CoverSize = keyof typeof sides | 'fill';

export interface CoverProps {
  /** Where the picture is; null: there is none. */
  readonly src?: string | null;
  /** Artist and album: what the drawn picture is made from. */
  readonly seed: string;
  /** What the initials are of; without it of the seed. */
  readonly name?: string;
  readonly size?: CoverSize;
  /** As artists are shown. */
  readonly isRound?: boolean;
}

const Frame = styled('span')({
  position: 'relative',
  display: 'block',
  flex: 'none',
  overflow: 'hidden',
  aspectRatio: '1',
  width: 'var(--side)',
  borderRadius: 'var(--r-cover)',
  background: 'var(--idle-tint)',
  '&::after': { content: '""', position: 'absolute', inset: 0, borderRadius: 'inherit', boxShadow: 'inset 0 0 0 1px var(--cover-edge)' },
  '& > img': { display: 'block', width: '100%', height: '100%', objectFit: 'cover' },
  '& > i': { display: 'flex', alignItems: 'flex-end', width: '100%', height: '100%', color: '#fff', fontStyle: 'normal' },
  '& > i > b': { padding: '6%', fontWeight: 'var(--w-strong)', lineHeight: 1, fontSize: 'clamp(var(--fs-13), 18%, var(--fs-22))' },
  '&[data-round]': { borderRadius: '50%', '& > i': { alignItems: 'center', justifyContent: 'center' } },
  '[data-stale] &': { filter: 'grayscale(1)' },
});

/** A square that keeps its place before the picture is there; beside the name it belongs to, so it is not read out. */
export function Cover({ src = null, seed, name = seed, size = 's', isRound = false }: CoverProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const side = size === 'fill' ? null : sides[size];
  const showsInitials = size === 'l' || size === 'xl' || size === 'fill';
  return (
    <Frame
      aria-hidden
      data-round={isRound || undefined}
      style={{ '--side': side === null ? '100%' : `${side}px`, ...(size === 'l' ? { borderRadius: isRound ? '50%' : 6 } : {}) } as object}
    >
      {src !== null && src !== failed ? (
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          {...(side === null ? {} : { width: side, height: side })}
          onError={() => setFailed(src)}
        />
      ) : (
        <i style={{ background: drawnCover(seed) }}>{showsInitials ? <b>{initialsOf(name)}</b> : null}</i>
      )}
    </Frame>
  );
}

interface MosaicProps {
  /** Of the first songs; the first four different ones are shown. */
  readonly covers: readonly Pick<CoverProps, 'src' | 'seed'>[];
  /** The playlist's name, for when there are fewer than four. */
  readonly seed: string;
  readonly size?: CoverSize;
}

const Four = styled('span')({
  display: 'grid',
  gridTemplateColumns: '1fr 1fr',
  flex: 'none',
  overflow: 'hidden',
  width: 'var(--side)',
  aspectRatio: '1',
  borderRadius: 'var(--r-cover)',
  '& > span': { borderRadius: 0 },
});

/** A playlist: four covers of its songs. */
export function PlaylistCover({ covers, seed, size = 's' }: MosaicProps) {
  const different = [...new Map(covers.map((cover) => [cover.src ?? cover.seed, cover])).values()].slice(0, 4);
  const [only] = different;
  if (different.length < 4) return <Cover src={only?.src ?? null} seed={seed} size={size} />;
  return (
    <Four aria-hidden style={{ '--side': size === 'fill' ? '100%' : `${sides[size]}px` } as object}>
      {different.map((cover) => (
        <Cover key={cover.src ?? cover.seed} {...cover} size="fill" />
      ))}
    </Four>
  );
}
