CREATE VIEW places AS SELECT n, id, conversation, kind, bytes, generation, group_generation,
  coalesce((SELECT max(e.sequence) FROM entries e WHERE e.thread = threads.n), sequence) AS sequence,
  coalesce((SELECT e.transcript FROM entries e WHERE e.thread = threads.n ORDER BY e.sequence DESC LIMIT 1), transcript) AS transcript,
  coalesce((SELECT e.sequence FROM entries e WHERE e.thread = threads.n AND e.kind = 1 ORDER BY e.sequence DESC LIMIT 1), last_message) AS last_message
  FROM threads;
