-- What does another round bring? Settled items of a round beside those of the round before.
SELECT now.year, now.round, count(*) AS neighbourhoods,
       sum(before.checklist_settled) AS settled_before, sum(now.checklist_settled) AS settled_now,
       sum(before.actions_open) AS open_before, sum(now.actions_open) AS open_now
FROM sessions AS now JOIN sessions AS before ON now.previous_id = before.session_id
GROUP BY now.year, now.round
ORDER BY now.year NULLS LAST, now.round
