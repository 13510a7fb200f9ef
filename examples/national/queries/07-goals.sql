-- How many goals were measured, and how many of those are at their target?
WITH latest AS (
    SELECT session_id, goal_id, value,
           row_number() OVER (PARTITION BY session_id, goal_id ORDER BY measurement_date DESC NULLS LAST, id) AS place
    FROM measurements
)
SELECT goals.kind, count(*) AS goals, count(latest.value) AS measured,
       count(*) FILTER (WHERE goals.target >= goals.baseline AND latest.value >= goals.target
                           OR goals.target < goals.baseline AND latest.value <= goals.target) AS reached,
       cast(round(avg(cast(goals.target - goals.baseline AS double)), 3) AS decimal(18, 3)) AS mean_ambition
FROM goals LEFT JOIN latest
     ON latest.session_id = goals.session_id AND latest.goal_id = goals.id AND latest.place = 1
WHERE goals.is_newest
GROUP BY goals.kind
ORDER BY goals.kind NULLS LAST
