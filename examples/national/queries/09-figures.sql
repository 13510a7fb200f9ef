-- Which figures were brought, and how far do neighbourhoods lie from their municipality?
SELECT name, unit, count(*) AS neighbourhoods,
       sum(indicator_neighbourhood - indicator_municipality) AS difference,
       min(indicator_neighbourhood) AS lowest, max(indicator_neighbourhood) AS highest
FROM indicators
WHERE is_newest AND indicator_neighbourhood IS NOT NULL AND indicator_municipality IS NOT NULL
GROUP BY name, unit
ORDER BY name, unit NULLS LAST
