-- How far is each municipality: neighbourhoods, checklist, open actions?
SELECT municipality, count(*) AS neighbourhoods,
       sum(checklist_settled) AS settled, sum(checklist_items) AS items,
       sum(actions_open) AS actions_open
FROM sessions
WHERE is_newest
GROUP BY municipality
ORDER BY municipality
