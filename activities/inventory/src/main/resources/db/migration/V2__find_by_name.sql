-- Requests name objects by id or name; without these the search would read every object that ever was.
create index vm_by_name on vm (name) where state <> 'DELETED';
create index template_by_name on template (name) where state <> 'DELETED';
