-- What could not be read?
SELECT problem, count(*) AS files
FROM problems
GROUP BY problem
ORDER BY files DESC, problem
