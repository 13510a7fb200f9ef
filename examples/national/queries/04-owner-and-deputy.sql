-- Do actions with an owner, and with a deputy, get done more often?
SELECT owner_id IS NOT NULL AS has_owner, deputy_id IS NOT NULL AS has_deputy, count(*) AS actions,
       count(*) FILTER (WHERE status = 'done') AS done,
       count(*) FILTER (WHERE status = 'dropped') AS dropped
FROM actions
GROUP BY owner_id IS NOT NULL, deputy_id IS NOT NULL
ORDER BY has_owner, has_deputy
