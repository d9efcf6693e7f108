-- What an import did not take in its last step is kept with how far it has come: the file that lists
-- such lines is written after the step was committed, so a run that is cut off in between has lost
-- them. The run that goes on adds what is missing. One step at most, as a JSON list of the lines.
-- Old rows: nothing is known of their last step.
ALTER TABLE usage_imports ADD COLUMN refused TEXT NOT NULL DEFAULT '[]';
