-- Which items of the follow-up checklist are still open, and in how much of the country?
SELECT item, count(*) AS neighbourhoods,
       count(*) FILTER (WHERE NOT is_settled) AS open,
       round(100.0 * count(*) FILTER (WHERE NOT is_settled) / count(*), 1) AS percent_open
FROM checklist
WHERE is_newest
GROUP BY item
ORDER BY open DESC, item
