-- Which of the four domains do the chosen themes reach, by year?
SELECT year, count(*) AS themes,
       count(*) FILTER (WHERE array_contains(domains, 'lifestyle')) AS lifestyle,
       count(*) FILTER (WHERE array_contains(domains, 'care')) AS care,
       count(*) FILTER (WHERE array_contains(domains, 'environment')) AS environment,
       count(*) FILTER (WHERE array_contains(domains, 'participation')) AS participation
FROM themes
WHERE state = 'chosen'
GROUP BY year
ORDER BY year NULLS LAST
