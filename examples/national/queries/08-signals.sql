-- What do sessions ask most on 22 November 2026?
SELECT rule, weight, count(*) AS asked, count(DISTINCT session_id) AS sessions
FROM signals
WHERE is_newest AND (since IS NULL OR since <= DATE '2026-11-22')
GROUP BY rule, weight
ORDER BY asked DESC, rule
