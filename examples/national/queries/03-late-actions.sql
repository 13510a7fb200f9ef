-- Which municipalities have the most actions past their day, on 22 November 2026?
SELECT municipality, count(*) AS late,
       count(*) FILTER (WHERE owner_id IS NULL) AS without_owner,
       min(due) AS oldest
FROM actions
WHERE is_newest AND status IN ('open', 'started') AND due < DATE '2026-11-22'
GROUP BY municipality
ORDER BY late DESC, municipality
LIMIT 25
