import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useGetList } from 'react-admin';
import type { RaRecord } from 'react-admin';
import { arranged, hitsIn, named, sources } from './hits.js';
import type { Hit, Source } from './hits.js';

/** Typing that goes on is not asked about. */
const PAUSE_MS = 150;
/** A single letter is in everything. */
const LEAST = 2;
const ASKED_FOR = 5;

function useSettled(words: string): string {
  const [settled, settle] = useState(words);
  useEffect(() => {
    const timer = setTimeout(() => settle(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return settled;
}

/** The answer belongs to its words: one that comes late is of another question, and is not shown. */
function useFound(source: Source, words: string) {
  const isAsked = words.length >= LEAST;
  const { data, error, isFetching } = useGetList<RaRecord>(
    source,
    { filter: { q: words }, pagination: { page: 1, perPage: ASKED_FOR }, sort: { field: 'id', order: 'ASC' } },
    { enabled: isAsked },
  );
  return { hits: isAsked && !error ? hitsIn(source, data ?? []) : [], error: isAsked ? error : null, isFetching: isAsked && isFetching };
}

/** Rows of lists that were read before. */
function useRead(): readonly Hit[] {
  const client = useQueryClient();
  const [hits] = useState(() =>
    (Object.keys(sources) as Source[]).flatMap((source) =>
      client
        .getQueriesData<{ data?: readonly unknown[] }>({ queryKey: [source, 'getList'] })
        .flatMap(([, answer]) => hitsIn(source, answer?.data ?? [])),
    ),
  );
  return hits;
}

/** What the words name: at once of what is here, then of what SoulSync finds. */
export function useHits(words: string, own: readonly Hit[]) {
  const asked = useSettled(words.trim());
  const read = useRead();
  const found = [
    useFound('recordings', asked),
    useFound('library-tracks', asked),
    useFound('library-albums', asked),
    useFound('library-artists', asked),
    useFound('playlists', asked),
  ];
  const isCurrent = asked === words.trim();
  return {
    hits: arranged(words.trim() === '' ? [] : named(read, words), isCurrent ? found.flatMap(({ hits }) => hits) : [], named(own, words)),
    isLooking: !isCurrent || found.some(({ isFetching }) => isFetching),
    error: found.find(({ error }) => error !== null)?.error ?? null,
  };
}
